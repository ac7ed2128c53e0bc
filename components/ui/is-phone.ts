/** So narrow that what stands beside the page elsewhere takes the whole screen: below Tailwind's `md`. */
export const isPhone = (): boolean => matchMedia("(width < 860px)").matches;
