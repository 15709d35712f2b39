/** Why a store cannot be opened. */
export type Problem =
  /** Another process has it open. */
  | 'locked'
  /** What is on disk is not what was written. */
  | 'damaged'
  /** A later version of the program wrote it. */
  | 'newer'
  /** The folder cannot be read or written. */
  | 'unreachable'

/** Thrown by `openStore`; the message is for the person and names the folder. Nothing on disk was changed. */
export class StoreProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreProblem'
    this.problem = problem
  }
}
