public import Gatehouse
public import GatehouseJSON

extension AuditLine {
    /// The entry as it was written; nothing where the line is none.
    public var entry: JSONObject? {
        guard isWhole, let value = try? JSONValue(parsing: bytes) else { return nil }
        return value.objectValue
    }
}
