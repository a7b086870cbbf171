/** What a page may leave in the history entry when it sends a person to a meeting. */
export interface JoinState {
  /** Skip the pre-join page: the person was in this meeting a moment ago. */
  joinNow?: boolean;
}
