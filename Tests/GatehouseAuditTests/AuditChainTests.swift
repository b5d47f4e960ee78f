import Gatehouse
import GatehouseAudit
import GatehouseJSON
import Testing

@Suite("The chain of an audit log")
struct AuditChainTests {
    @Test("An entry is one JSON object with its number first and its hashes last")
    func form() throws {
        var head = AuditHead.origin
        let line = Samples.line(Samples.entry(), after: &head)
        let object = try #require(try JSONValue(parsing: line).objectValue)
        #expect(
            Array(object.names) == [
                "seq", "time", "kind", "request", "caller", "method", "name", "outcome", "status", "ms", "previous",
                "hash",
            ])
        #expect(object["time"] == "2026-11-18T11:06:40.001Z")
        #expect(object["ms"]?.description == "1.25")
        #expect(object["previous"]?.stringValue == String(repeating: "0", count: 64))
        #expect(object["hash"]?.stringValue == head.hash && head.sequence == 1)
        #expect(AuditHead(line: line) == head)
    }

    @Test("The hash is the SHA-256 of the line without its member hash")
    func hash() throws {
        let members = Array(#""kind":"event""#.utf8)
        var chain = AuditChain(after: .origin, lines: 1, bytes: members.count)
        members.withUnsafeBufferPointer { chain.append($0) }
        let (line, head) = (chain.lines.bytes, chain.lines.head)
        // printf '{"seq":1,"kind":"event","previous":"000…0"}' | sha256sum
        #expect(head.hash == "2b697268ed22690b2f31575001f375d79005328ebd4f3d05bf25b9e94e66b485")
        #expect(String(decoding: line, as: UTF8.self).hasSuffix(#","hash":"\#(head.hash)"}"# + "\n"))
    }

    @Test("Entries that are written together make the lines that they make one by one")
    func batches() {
        let lines = Samples.batch(1...200).lines(after: .origin)
        #expect(lines.bytes == Samples.text(Samples.lines(200)))
        #expect(lines.count == 200 && lines.ends.last == lines.bytes.count)
        #expect(lines.ends.allSatisfy { lines.bytes[$0 - 1] == UInt8(ascii: "\n") })
        #expect(lines.head.sequence == 200)
        #expect(Samples.flaws(Samples.lines(200), expecting: [lines.head]) == [])
        #expect(AuditBatch([]).lines(after: lines.head).head == lines.head)
    }

    @Test("What is no SEQ:HASH with 64 small digits is no head", arguments: wrong)
    func wrongHeads(_ text: String) {
        #expect(AuditHead(text) == nil)
    }

    @Test("A head reads back as it was written")
    func heads() {
        let head = AuditHead(sequence: 42, hash: String(repeating: "0e", count: 32))
        #expect(AuditHead(head.description) == head)
    }

    private static let wrong = [
        "", "1", "1:", ":a", "-1:" + zeros, "1:" + zeros + "0", "x:" + zeros, "1:G" + zeros.dropFirst(),
        "1:A" + zeros.dropFirst(),
    ]
    private static let zeros = String(repeating: "0", count: 64)
}
