/** Steps of a run made here that another program told of have numbers from here on, beyond those the engine gives. */
export const firstGrafted = 2 ** 51;

/** Nothing can go on from such a step: it is none of the run's own code. */
export const isGrafted = ({ id }: { id: string }): boolean => Number.parseInt(id, 36) >= firstGrafted;
