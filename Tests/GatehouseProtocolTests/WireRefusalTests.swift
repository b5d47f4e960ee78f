import GatehouseJSON
import GatehouseProtocol
import Testing

@Suite("What is no wire type is refused, with the place and the reason")
struct WireRefusalTests {
    @Test("A wrong constant is refused", arguments: WireRefusal.wrongConstants)
    func wrongConstant(_ refusal: WireRefusal) throws { try check(refusal) }

    @Test("A missing member is refused", arguments: WireRefusal.missingMembers)
    func missingMember(_ refusal: WireRefusal) throws { try check(refusal) }

    @Test("A member of the wrong kind is refused", arguments: WireRefusal.wrongKinds)
    func wrongKind(_ refusal: WireRefusal) throws { try check(refusal) }

    @Test("A value out of its range is refused", arguments: WireRefusal.outOfRange)
    func outOfRange(_ refusal: WireRefusal) throws { try check(refusal) }

    private func check(_ refusal: WireRefusal) throws {
        let json = try JSONValue(parsing: refusal.text)
        let error = #expect(throws: JSONDecodingError.self) { _ = try refusal.type.init(json: json) }
        #expect(error?.description == refusal.error)
    }
}
