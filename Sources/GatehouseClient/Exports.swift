// Whoever calls a server needs the types that go there and come back: one import brings them.
@_exported public import GatehouseJSON
@_exported public import GatehouseProtocol
