/** Two half rounds drawn close: rapat means meeting, and close. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 28 28" aria-hidden>
      <rect className="mark-ground" width="28" height="28" rx="8" />
      <path className="mark-half" d="M13 7.2A6.8 6.8 0 0 0 13 20.8Z" />
      <path className="mark-half mark-half-far" d="M15 7.2A6.8 6.8 0 0 1 15 20.8Z" />
    </svg>
  );
}
