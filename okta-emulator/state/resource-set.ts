/** Resources, and which custom role who has on them. */
export interface ResourceSet {
  readonly id: string;
  label: string;
  description: string;
  readonly resources: Map<string, SetResource>;
  /** By the id of the role. */
  readonly bindings: Map<string, Map<string, BindingMember>>;
  readonly created: Date;
  lastUpdated: Date;
}

export interface SetResource {
  readonly id: string;
  readonly orn: string;
  /** From the root of the org, such as `/api/v1/groups/00g…/users`; undefined for what the emulated org does not know by its ORN. */
  readonly path: string | undefined;
  /** Kept and given back; they exclude nothing here. */
  conditions: object | undefined;
  readonly created: Date;
  lastUpdated: Date;
}

export interface BindingMember {
  readonly id: string;
  /** From the root of the org: of a user, a group or a client. */
  readonly path: string;
  readonly created: Date;
}
