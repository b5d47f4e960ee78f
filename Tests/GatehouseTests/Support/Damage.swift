import Gatehouse

/// Changes requests at random, the same way for the same seed: bytes, words of the protocol, and header fields.
struct Damage {
    private var random: SplitMix64

    private static let words: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-0", "1e999", "9223372036854775808", "\"id\":null,",
        "\"_meta\":{}", "\"jsonrpc\":\"2.0\",", "\"method\":5,", "\"result\":{},", "\\ud800", "\\u0000", "\u{212A}",
        "io.modelcontextprotocol/protocolVersion", "2025-11-25", "\"progressToken\":1.5,", "\"cursor\":\"p1\",",
        "\"arguments\":[],", "\"name\":\"add\",", "\n", "\r",
    ]
    private static let values: [String] = [
        "", " ", "a", "=?base64?", "=?base64??=", "=?base64?ZWNobw==?=", "echo", "2025-11-25", "2026-07-28",
        "tools/call",
        "Bearer expired", "Bearer ", "localhost", "[::1", "http://localhost", "null", "application/json;q=0", "*/*",
        "\u{0}", "\u{E9}\u{301}", String(repeating: "x", count: 3_000),
    ]

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// A body with some damage, or now and then with none.
    mutating func body(_ body: [UInt8]) -> [UInt8] {
        var body = body
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let position = Int.random(in: 0...body.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: body.insert(UInt8.random(in: 0...255, using: &random), at: position)
            case 1 where position < body.count: body[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: body.removeSubrange(position..<min(body.count, position + Int.random(in: 0..<12, using: &random)))
            case 3: body.insert(contentsOf: (Self.words.randomElement(using: &random) ?? "").utf8, at: position)
            case 4: body.insert(contentsOf: body[position..<min(body.count, position + 20)], at: position)
            default: if Int.random(in: 0..<20, using: &random) == 0 { body = Array(body[..<position]) }
            }
        }
        return body
    }

    /// A head with a changed, missing or doubled field, or with none.
    mutating func head(_ head: RequestHead) -> RequestHead {
        var head = head
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: head.host = lines(head.host)
            case 1: head.origin = lines(head.origin)
            case 2: head.authorization = lines(head.authorization)
            case 3: head.protocolVersion = lines(head.protocolVersion)
            case 4: head.mcpMethod = lines(head.mcpMethod)
            case 5, 6: head.mcpName = lines(head.mcpName)
            case 7: head.sessionID = lines(head.sessionID)
            case 8: head.contentType = Bool.random(using: &random) ? nil : value
            case 9: head.accept = Bool.random(using: &random) ? nil : value
            case 10: head.parameters.append((name: "region", value: value))
            default: head.method = ["POST", "GET", "DELETE", ""].randomElement(using: &random) ?? ""
            }
        }
        return head
    }

    private mutating func lines(_ lines: FieldLines) -> FieldLines {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: []
        case 1: FieldLines(Array(lines) + Array(lines))
        case 2: FieldLines(Array(lines) + [value])
        default: [value]
        }
    }

    private var value: String {
        mutating get { Self.values.randomElement(using: &random) ?? "" }
    }
}
