import Gatehouse
import GatehouseJSON

/// Reads the JSON texts inside a token.
enum StrictJSON {
    /// Reads the one object that the bytes hold; a name may stand in it only once.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*. The reason names the part and the kind of mistake, not the text.
    static func object(
        _ bytes: [UInt8],
        maximumDepth: Int,
        named part: String
    ) throws(AuthenticationFailure) -> JSONObject {
        let limits = JSONLimits(maximumBytes: PresentedToken.maximumBytes, maximumDepth: maximumDepth)
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw .refused("the JSON of the token's \(part) is not strict: \(error.description)")
        }
        guard case .object(let object) = value else {
            throw .refused("the JSON of the token's \(part) is not an object")
        }
        return object
    }
}
