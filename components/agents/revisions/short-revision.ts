/** As much of a hash as tells an agent's revisions apart. */
export const shortRevision = (revision: string): string => revision.slice(0, 8);
