import {
  addItemsInput,
  addRunsToDatasetInput,
  createDatasetInput,
  datasetRef,
  deleteItemsInput,
  diffVersionsInput,
  getItemInput,
  listDatasetsInput,
  listItemsInput,
  listVersionsInput,
  updateDatasetInput,
  updateItemInput,
} from "@/server/domain/dataset";
import {
  checkItemsInput,
  compareItemsInput,
  listItemIdsInput,
  listItemRowsInput,
  searchItemsInput,
} from "@/server/domain/item-row";
import { procedure, router } from "@/server/trpc";
import { addItems } from "./add-items";
import { addRunsToDataset } from "./add-runs-to-dataset";
import { checkItems } from "./check-items";
import { compareItems } from "./compare-items";
import { createDataset } from "./create-dataset";
import { deleteDataset, getAttached } from "./delete-dataset";
import { deleteItems } from "./delete-items";
import { diffVersions } from "./diff-versions";
import { getDataset } from "./get-dataset";
import { getItem } from "./get-item";
import { listDatasets } from "./list-datasets";
import { listItemIds, listItemRows } from "./list-item-rows";
import { listItems } from "./list-items";
import { listVersions } from "./list-versions";
import { openItem } from "./open-item";
import { searchItems } from "./search-items";
import { updateDataset } from "./update-dataset";
import { updateItem } from "./update-item";

export const datasetsRouter = router({
  list: procedure.input(listDatasetsInput).query(listDatasets),
  get: procedure.input(datasetRef).query(getDataset),
  create: procedure.input(createDatasetInput).mutation(createDataset),
  update: procedure.input(updateDatasetInput).mutation(updateDataset),
  /** What goes with it when it is deleted. */
  attached: procedure.input(datasetRef).query(getAttached),
  delete: procedure.input(datasetRef).mutation(deleteDataset),
  items: procedure.input(listItemsInput).query(listItems),
  /** The table's windows of them, by their place in the order or by a text. */
  itemRows: procedure.input(listItemRowsInput).query(listItemRows),
  searchItems: procedure.input(searchItemsInput).query(searchItems),
  itemIds: procedure.input(listItemIdsInput).query(listItemIds),
  item: procedure.input(getItemInput).query(getItem),
  openItem: procedure.input(getItemInput).query(openItem),
  /** Whether they fit the dataset's schemas, */
  checkItems: procedure.input(datasetRef).query(checkItems),
  /** and whether they would fit others: not a query, since a schema may be too long for an address. */
  trySchemas: procedure.input(checkItemsInput).mutation(checkItems),
  addItems: procedure.input(addItemsInput).mutation(addItems),
  addRuns: procedure.input(addRunsToDatasetInput).mutation(addRunsToDataset),
  updateItem: procedure.input(updateItemInput).mutation(updateItem),
  deleteItems: procedure.input(deleteItemsInput).mutation(deleteItems),
  versions: procedure.input(listVersionsInput).query(listVersions),
  diff: procedure.input(diffVersionsInput).query(diffVersions),
  compareItems: procedure.input(compareItemsInput).query(compareItems),
});
