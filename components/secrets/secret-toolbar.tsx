"use client";
import { Download, Ellipsis, Plus, Upload } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DataTableSearch } from "#components/ui/data-table-search.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SecretTask } from "./secret-dialogs.tsx";
import { TYPE_OPTIONS } from "./secret-types.ts";

const TYPES = [{ value: "any", label: "All types" }, ...TYPE_OPTIONS];

/** Search over the vault, and what can be done in it. */
export function SecretToolbar({
  search,
  onSearch,
  onTask,
}: {
  search: { q: string; type: string };
  onSearch: (search: { q: string; type: string }) => void;
  onTask: (task: SecretTask) => void;
}) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <DataTableSearch
        query={search.q}
        onQuery={(q) => onSearch({ ...search, q })}
        placeholder="Search paths and metadata"
        found={null}
      />
      <Select
        label="Type"
        value={search.type || "any"}
        onValueChange={(type) => onSearch({ ...search, type: type === "any" ? "" : type })}
        options={TYPES}
        className="w-44! max-sm:w-auto! max-sm:flex-1"
      />
      <div className="flex items-center gap-2 sm:ml-auto">
        <Menu
          label="Import and export"
          trigger={
            <Button size="icon" aria-label="Import and export">
              <Ellipsis aria-hidden className="size-4" />
            </Button>
          }
          items={[
            { label: "Import .env", icon: Upload, onSelect: () => onTask({ kind: "import" }) },
            { label: "Export .env", icon: Download, onSelect: () => onTask({ kind: "export" }) },
          ]}
        />
        <Button variant="solid" onClick={() => onTask({ kind: "create" })}>
          <Plus aria-hidden className="size-4" />
          Add secret
        </Button>
      </div>
    </div>
  );
}
