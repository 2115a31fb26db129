/** The HTTP methods by which Twilio asks a URL. */
export const METHODS = ['GET', 'POST'] as const;
