// An author who writes tools needs the types that they take and give: one import brings them.
@_exported public import GatehouseJSON
@_exported public import GatehouseProtocol
@_exported public import GatehouseSchema
