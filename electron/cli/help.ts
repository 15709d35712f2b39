export const HELP = `podscape match: which objects in manifests does a label selector select?

Usage:
  podscape match -l SELECTOR FILE-OR-FOLDER...
  podscape match --json-lines < QUESTIONS

  -l, --selector SELECTOR   a label selector as kubectl -l reads it: 'app=web,env in (dev,prod),!legacy'
      --json-lines          answer questions from standard input, one JSON object a line
  -h, --help                show this

Files are YAML (one or more documents), JSON or List objects; folders are read with all that is in them.
Each object selected is one line: kind/namespace/name, or kind/name for kinds outside namespaces.
An object whose manifest names no namespace counts as one of "default". Kinds unknown to Podscape count as
namespaced. Exit status: 0 something matched, 1 nothing matched, 2 the selector, a file or the arguments are wrong
(what could be read is matched all the same).

With --json-lines each line {"selector": "app=web", "labels": {"app": "web"}} is answered at once by a line
{"match": true}, {"match": false} or {"error": "..."}. A line that is no such object gets an error line; none stops it.
`
