/** A dataset and a version of it where they are still there; for who goes on without. */
export { readDataset as findDataset, readVersion as findVersion } from "./store";
