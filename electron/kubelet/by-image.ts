/** Images that are kept in mind; a cluster runs far fewer, and each of them thousands of times. */
const most = 500

/** A pure function of an image's name that keeps its last answers. */
export function rememberByImage<Answer>(work: (image: string) => Answer): (image: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>()
  return (image) => {
    const found = known.get(image)
    if (found !== undefined) return found.answer
    if (known.size >= most) known.clear()
    const answer = work(image)
    known.set(image, { answer })
    return answer
  }
}
