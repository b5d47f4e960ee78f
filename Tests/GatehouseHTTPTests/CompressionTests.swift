import CGatehouseZlib
import Gatehouse
import Testing

@testable import GatehouseHTTP

@Suite("Answers are compressed")
struct CompressionTests {
    private static let text = String(repeating: "{\"text\":\"abc\"}", count: 200)

    @Test(
        "A client that does not ask for gzip, or not first, gets the answer as it is",
        arguments: [
            "", "identity", "br, deflate", "gzip;q=0", "*;q=0", "gzip;q=0.5, identity", "gzip;q=0, *", "gzip;q=2",
            "gzip;q=x", "gzip;q=0.0001", "gzip;level=1",
        ])
    func refusals(field: String) {
        #expect(!AcceptedEncoding.prefersGzip(field))
    }

    @Test(
        "A client that takes gzip is known by its field",
        arguments: [
            "gzip", "GZIP", "x-gzip", "gzip, deflate, br", "deflate;q=0.5 , gzip ; q=0.5", "*", "*;q=0.1",
            "gzip;q=0.001", "gzip;q=1.000, identity;q=0.5", "identity;q=0, *",
        ])
    func preferences(field: String) {
        #expect(AcceptedEncoding.prefersGzip(field))
    }

    @Test("By default nothing is compressed")
    func off() throws {
        let connection = try EmbeddedConnection(answering(Self.text))
        try connection.send(post("{}", fields: ["Accept-Encoding: gzip"]))
        let text = try connection.received()
        #expect(body(of: text) == Self.text)
        #expect(!text.contains("Vary"))
    }

    @Test("Short and very long answers, and other types, are not compressed")
    func others() throws {
        for length in [1023, 256 * 1024 + 1] {
            let connection = try connection(answering(String(repeating: "a", count: length)))
            try connection.send(post("{}", fields: ["Accept-Encoding: gzip"]))
            #expect(!(try connection.received()).contains("Content-Encoding"))
        }
    }

    @Test("A stream of events is not compressed")
    func events() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.send(Array(Self.text.utf8), fields: [])
            return Reply(status: 200, body: Array(Self.text.utf8))
        })
        try await withListener(responder, { $0.compression = .gzip }) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}", fields: ["Accept-Encoding: gzip", "Connection: close"]))
            let text = await client.textToEnd()
            #expect(text.contains("Content-Type: text/event-stream"))
            #expect(!text.contains("Content-Encoding"))
        }
    }

    @Test("A compressed answer says so, and is what was answered")
    func roundTrip() throws {
        let connection = try connection(answering(Self.text))
        try connection.send(post("{}", fields: ["Accept-Encoding: gzip, deflate"]))
        let bytes = try connection.receivedBytes()
        let end = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) })
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        let body = Array(bytes[(end + 4)...])
        #expect(head.contains("\r\nContent-Encoding: gzip"))
        #expect(head.contains("\r\nVary: Accept-Encoding"))
        #expect(head.contains("\r\nContent-Length: \(body.count)\r\n"))
        #expect(body.count < Self.text.utf8.count / 4)
        #expect(String(decoding: Self.decompressed(body), as: UTF8.self) == Self.text)
    }

    @Test("An answer that could have been compressed says that it depends on the field")
    func vary() throws {
        let connection = try connection(answering(Self.text))
        try connection.send(post("{}"))
        let text = try connection.received()
        #expect(text.contains("\r\nVary: Accept-Encoding\r\n"))
        #expect(body(of: text) == Self.text)
    }

    @Test("What does not get shorter stays as it is")
    func random() {
        var random = SplitMix(state: 7)
        let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(Gzip.compress(bytes) == nil)
    }

    private func answering(_ text: String) -> StubResponder {
        StubResponder(answer: { _, _, _ in Reply(status: 200, body: Array(text.utf8)) })
    }

    private func connection(_ responder: StubResponder) throws -> EmbeddedConnection {
        try EmbeddedConnection(responder) { $0.compression = .gzip }
    }

    private static func decompressed(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            return []
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: 1 << 20)
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END ? output.count - Int(stream.avail_out) : 0
            }
        }
        return Array(output[..<count])
    }
}
