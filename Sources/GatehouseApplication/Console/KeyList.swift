import GatehouseAuth
import GatehouseJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes the local issuer's keys.
struct KeyList {
    let keys: [KeyDescription]

    /// An object for each key: `kid`, `algorithm`, `created`, `state`, and `verifiesUntil` of retired ones.
    var json: JSONValue {
        .array(
            keys.map { key in
                var object: JSONObject = [
                    "kid": .string(key.keyID),
                    "algorithm": .string(key.algorithm.description),
                    "created": .string(Self.time(key.createdAt)),
                ]
                switch key.state {
                case .current: object["state"] = "current"
                case .retired(let until):
                    object["state"] = "retired"
                    object["verifiesUntil"] = .string(Self.time(until))
                }
                return .object(object)
            }
        )
    }

    /// A line for each key, below a line of headings.
    var table: String {
        let rows = keys.map { key in
            let state =
                switch key.state {
                case .current: "current"
                case .retired(let until): "retired, verifies until \(Self.time(until))"
                }
            return [key.keyID, key.algorithm.description, Self.time(key.createdAt), state]
        }
        return TextTable.columns([["KEY", "ALGORITHM", "CREATED", "STATE"]] + rows)
    }

    private static func time(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
