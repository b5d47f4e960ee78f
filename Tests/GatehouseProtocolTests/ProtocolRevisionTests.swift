import GatehouseProtocol
import Testing

@Suite("Protocol revisions")
struct ProtocolRevisionTests {
    @Test("A date that is no revision makes none", arguments: ["", "2026-07-27", "2026-07-28 ", "draft", "2026-7-28"])
    func unknown(text: String) {
        #expect(ProtocolRevision(text) == nil)
    }

    @Test("Every revision is found by its date", arguments: ProtocolRevision.all)
    func known(_ revision: ProtocolRevision) {
        #expect(ProtocolRevision(revision.text) == revision)
    }

    @Test("Revisions are ordered by date, and the latest alone is modern")
    func order() {
        #expect(ProtocolRevision.all.sorted() == ProtocolRevision.all)
        #expect(ProtocolRevision.all.max() == .latest)
        #expect(ProtocolRevision.all.filter(\.isModern) == [.v2026_07_28])
        #expect(ProtocolRevision.legacy.count == 4)
    }
}
