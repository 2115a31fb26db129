/** A source of the time in milliseconds; since 1970 unless its user says otherwise. */
export type Clock = () => number;
