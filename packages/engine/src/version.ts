/** The version of this run's tool, as packages bear it. */
export const version = '0.1.0';
