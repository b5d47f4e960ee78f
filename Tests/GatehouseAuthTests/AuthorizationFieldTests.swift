import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("The Authorization field")
struct AuthorizationFieldTests {
    @Test("Two fields are a malformed request, also where both hold a good token")
    func twoFields() async throws {
        let field = "Bearer \(try TokenText().signed())"
        let failure = await (try Fixture()).failure(fields: [field, field])
        #expect(
            failure == AuthenticationFailure(.malformed, reason: "the request has more than one Authorization field"))
    }

    @Test("A scheme without a token is a malformed request", arguments: ["Bearer", "Bearer ", "bearer   "])
    func noToken(_ field: String) async throws {
        let failure = await (try Fixture()).failure(fields: [field])
        #expect(failure == AuthenticationFailure(.malformed, reason: "the Authorization field has no token"))
    }

    @Test(
        "A request without credentials that are understood has none",
        arguments: [
            ([], "the request has no Authorization field"), ([""], "the Authorization field is empty"),
            (["Basic YWxpY2U6c2VjcmV0"], "the Authorization scheme is not Bearer"),
            (["DPoP eyJ.e30.AA"], "the Authorization scheme is not Bearer"),
            (["Bearerx eyJ.e30.AA"], "the Authorization scheme is not Bearer"),
            (["Bearer\teyJ.e30.AA"], "the Authorization scheme is not Bearer"),
            (["eyJ.e30.AA"], "the Authorization scheme is not Bearer"),
        ])
    func missing(_ fields: [String], _ reason: String) async throws {
        let failure = await (try Fixture()).failure(fields: fields)
        #expect(failure == AuthenticationFailure(.missing, reason: reason))
    }

    @Test("The scheme counts in any case", arguments: ["Bearer", "bearer", "BEARER", "bEaReR"])
    func schemeCase(_ scheme: String) async throws {
        let failure = await (try Fixture()).failure(fields: ["\(scheme) \(try TokenText().signed())"])
        #expect(failure == nil)
    }

    @Test("Several spaces may stand before the token")
    func spaces() async throws {
        #expect(await (try Fixture()).failure(fields: ["Bearer   \(try TokenText().signed())"]) == nil)
    }
}
