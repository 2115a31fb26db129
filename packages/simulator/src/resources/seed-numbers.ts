/** The numbers that the simulated account owns from the start. Fictitious. */
export const OWN_NUMBERS = ['+15550100100', '+15550100101', '+15550100102', '+15550100103'] as const;
