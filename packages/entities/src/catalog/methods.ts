/** The HTTP methods that Twilio can use for webhooks. */
export const METHODS = ['GET', 'POST'] as const;
