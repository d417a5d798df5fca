import type { SearchAttributeType } from '@temporalio/common';

/** What a namespace has to know about a search attribute. */
export interface SearchAttribute {
  name: string;
  type: SearchAttributeType;
}
