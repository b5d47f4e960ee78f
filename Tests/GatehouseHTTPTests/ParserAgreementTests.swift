import Gatehouse
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import GatehouseHTTP

/// What this reader accepts, SwiftNIO's parser must read in the same way: otherwise one of the two is wrong, and a
/// proxy that agrees with the other could be made to see different requests. Only methods are left out, because that
/// parser knows a fixed list of them.
@Suite("The reader agrees with another parser")
struct ParserAgreementTests {
    struct Message: Equatable {
        var method: String
        var target: String
        var body: String
    }

    @Test("Whatever is accepted here is read alike there", arguments: 0..<40)
    func agreement(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var accepted = 0
        for _ in 0..<500 {
            let bytes = mutate(&random)
            guard let ours = ours(bytes) else { continue }
            accepted += 1
            #expect(theirs(bytes).starts(with: ours), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect(accepted > 0)
    }

    private func mutate(_ random: inout SplitMix) -> [UInt8] {
        let samples = RequestReaderTests.good.dropFirst().dropLast() + MalformedRequests.all.map(\.bytes)
        var bytes = Array((samples.randomElement(using: &random) ?? "").utf8)
        let marks = Array("\r\n\t :;,0159aF".utf8)
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            let mark = marks.randomElement(using: &random) ?? 0
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes[index] = mark
            case 1: bytes.insert(mark, at: index)
            default: bytes.remove(at: index)
            }
        }
        return bytes
    }

    /// The complete requests that come before the first refusal; nothing where there are none.
    private func ours(_ bytes: [UInt8]) -> [Message]? {
        var reader = RequestReader(limits: HTTPLimits(), peer: RequestHead())
        var buffer = ByteBuffer(bytes: bytes)
        var messages: [Message] = []
        var head: ReceivedHead?
        while true {
            switch reader.next(&buffer) {
            case .needsMore, .refused: return messages.isEmpty ? nil : messages
            case .head(let received): head = received
            case .complete:
                let body = String(decoding: reader.takeBody(), as: UTF8.self)
                guard let request = head?.request, ["GET", "POST", "OPTIONS"].contains(request.method) else {
                    return messages.isEmpty ? nil : messages
                }
                messages.append(Message(method: request.method, target: request.path, body: body))
            }
        }
    }

    private func theirs(_ bytes: [UInt8]) -> [Message] {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        // It throws where it refuses; what it read before that has come through.
        _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        var messages: [Message] = []
        var current: Message?
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head):
                current = Message(method: head.method.rawValue, target: path(head.uri), body: "")
            case .body(let body): current?.body += String(buffer: body)
            case .end: if let current { messages.append(current) }
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return messages
    }

    private func path(_ uri: String) -> String {
        var path = uri[...]
        if path.hasPrefix("http://") { path = path.dropFirst(7).drop { $0 != "/" } }
        return String(path.prefix { $0 != "?" })
    }
}
