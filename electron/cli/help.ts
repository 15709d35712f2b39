export const HELP = `Usage:
  podscape match -l SELECTOR FILE-OR-FOLDER...
  podscape match --json-lines < QUESTIONS
  podscape serve [--port N] [--data DIR] [--kubeconfig FILE] [--nodes N] [--speed X] [--demo N] [FILE-OR-FOLDER...]

podscape match: which objects in manifests does a label selector select?

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

podscape serve: a simulated cluster for kubectl, without a window.

      --port N              listen on this port of 127.0.0.1; without it on one that is free
      --data DIR            keep the cluster, its token and its certificate in this folder; without it all is in memory
      --kubeconfig FILE     write the kubeconfig here; without it into the data folder or a temporary one
      --nodes N             nodes of a new cluster (3)
      --speed X             how much faster than real the cluster's time runs (1)
      --demo N              begin with a made-up cluster of N pods, 1 to 1000000, in memory; of more than 100000 it stands still:
                            nothing is scheduled, started or repaired in it

The manifests given are applied at the start. When kubectl can connect, one line of JSON says where:
{"server":"https://127.0.0.1:40123","kubeconfig":"/tmp/...","version":"v1.32.4"}. It runs until it is interrupted.
`
