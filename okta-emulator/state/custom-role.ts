/** A custom admin role: permissions that hold on the resources that it is bound to. */
export interface CustomRole {
  readonly id: string;
  label: string;
  description: string;
  readonly permissions: Map<string, Permission>;
  readonly created: Date;
  lastUpdated: Date;
}

interface Permission {
  created: Date;
  lastUpdated: Date;
  /** Kept and given back; they limit nothing here. */
  conditions: object | null;
}
