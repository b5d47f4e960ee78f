import Gatehouse
import GatehouseJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes API keys: everything that is kept of them but their hashes.
struct APIKeyList {
    let keys: [StoredAPIKey]
    /// The present, in seconds since 1970.
    let now: Int64

    /// An object for each key.
    var json: JSONValue { .array(keys.map { .object(Self.object($0, at: now)) }) }

    /// A key as an object: `id`, `subject`, `state`, and what else is known of it.
    static func object(_ key: StoredAPIKey, at now: Int64) -> JSONObject {
        var object: JSONObject = [
            "id": .string(key.id), "subject": .string(key.subject), "state": .string(state(of: key, at: now)),
            "roles": .array(key.roles.map(JSONValue.string)), "scopes": .array(key.scopes.map(JSONValue.string)),
            "created": .string(time(key.createdAt)),
        ]
        if let tenant = key.tenant { object["tenant"] = .string(tenant) }
        if let note = key.note { object["note"] = .string(note) }
        if let expiresAt = key.expiresAt { object["expires"] = .string(time(expiresAt)) }
        if let revokedAt = key.revokedAt { object["revoked"] = .string(time(revokedAt)) }
        if let lastUsedAt = key.lastUsedAt { object["lastUsed"] = .string(time(lastUsedAt)) }
        if let successor = key.successor { object["successor"] = .string(successor) }
        return object
    }

    /// A line for each key, below a line of headings.
    var table: String {
        let rows = keys.map { key in
            [
                key.id, TerminalText.line(key.subject, width: 30),
                TerminalText.line(key.roles.joined(separator: ","), width: 30),
                Self.state(of: key, at: now), key.expiresAt.map(Self.time) ?? "never",
                key.lastUsedAt.map(Self.time) ?? "never", TerminalText.line(key.note ?? "", width: 40),
            ]
        }
        return TextTable.columns([["KEY", "SUBJECT", "ROLES", "STATE", "EXPIRES", "LAST USED", "NOTE"]] + rows)
    }

    private static func state(of key: StoredAPIKey, at now: Int64) -> String {
        if key.revokedAt != nil { return "revoked" }
        if let expiresAt = key.expiresAt, now >= expiresAt { return "expired" }
        return key.successor == nil ? "active" : "replaced"
    }

    private static func time(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(min(seconds, 253_402_300_799))).formatted(.iso8601)
    }
}
