import Crypto
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Tokens that are not well formed")
struct FormRefusalTests {
    private static let notCanonical = "the token's signature segment is not canonical base64url"
    private static let segments = "the token does not have three segments"
    private static let badSignature = "the token's signature does not hold"
    private static let tooLong = "the token has more than 16384 bytes"

    /// The three segments of a good token.
    private static func parts() throws -> [String] {
        try TokenText(algorithm: "EdDSA").signed("EdDSA").split(separator: ".").map(String.init)
    }

    private static func deep(_ depth: Int) -> String {
        "{\"x\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    }

    static let shapes: [RefusedToken] = [
        RefusedToken("four segments", segments) { try parts().joined(separator: ".") + ".AAAA" },
        RefusedToken("five segments", segments) { try parts().joined(separator: ".") + ".AAAA.AAAA" },
        RefusedToken("five segments of an encrypted token", segments) {
            let header = #"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483648,"p2s":"AAAA","zip":"DEF"}"#
            return Base64URL.encode(header.utf8) + ".AAAA.AAAA.AAAA.AAAA"
        },
        RefusedToken("one segment", segments) { try parts()[0] },
        RefusedToken("two dots alone", "the token's header segment is empty") { ".." },
        RefusedToken("no header", "the token's header segment is empty") { try ".\(parts()[1]).\(parts()[2])" },
        RefusedToken("no claims", "the token's claims segment is empty") { try "\(parts()[0])..\(parts()[2])" },
        RefusedToken("no signature", "the token's signature segment is empty") { try "\(parts()[0]).\(parts()[1])." },
        RefusedToken("the JSON serialization", segments) {
            try "{\"protected\":\"\(parts()[0])\",\"payload\":\"\(parts()[1])\",\"signature\":\"\(parts()[2])\"}"
        },
        RefusedToken("a dot first", segments) { try "." + parts().joined(separator: ".") },
    ]

    static let encodings: [RefusedToken] = [
        RefusedToken("padding", notCanonical) { try parts().joined(separator: ".") + "==" },
        RefusedToken("a newline at the end", notCanonical) { try parts().joined(separator: ".") + "\n" },
        RefusedToken("a space at the end", notCanonical) { try parts().joined(separator: ".") + " " },
        RefusedToken("a second token after a comma", segments) {
            try parts().joined(separator: ".") + ", Bearer " + parts().joined(separator: ".")
        },
        RefusedToken("bits beyond the last byte", notCanonical) {
            var token = try parts().joined(separator: ".")
            // 64 bytes leave four bits of the last character unused, which are zero: A, Q, g or w.
            token.removeLast()
            return token + "B"
        },
        RefusedToken("one character too many", notCanonical) {
            try "\(parts()[0]).\(parts()[1]).\(Base64URL.encode([UInt8](repeating: 0, count: 63)))A"
        },
        RefusedToken("plain base64's characters", notCanonical) { try "\(parts()[0]).\(parts()[1]).+/+/" },
        RefusedToken("a byte beyond ASCII", notCanonical) { try "\(parts()[0]).\(parts()[1]).AA\u{E9}A" },
        RefusedToken("a zero byte", notCanonical) { try "\(parts()[0]).\(parts()[1]).AA\0A" },
        RefusedToken("white space inside the header", "the token's header segment is not canonical base64url") {
            try " \(parts()[0]) .\(parts()[1]).\(parts()[2])"
        },
        RefusedToken("a padded header", "the token's header segment is not canonical base64url") {
            try "\(parts()[0])=.\(parts()[1]).\(parts()[2])"
        },
    ]

    static let texts: [RefusedToken] = [
        RefusedToken(
            "a header parameter twice", notStrict("header", "the name at offset 44 stands twice in one object")
        ) {
            try TokenText().headerText(TokenText().headerJSON(adding: ",\"alg\":\"EdDSA\"")).signed()
        },
        RefusedToken("a claim twice", notStrict("claims", "the name at offset 221 stands twice in one object")) {
            try TokenText().claimsText(TokenText().claimsJSON(adding: ",\"sub\":\"root\"")).signed()
        },
        RefusedToken(
            "a claim twice, once escaped", notStrict("claims", "the name at offset 221 stands twice in one object")
        ) {
            try TokenText().claimsText(TokenText().claimsJSON(adding: ",\"s\\u0075b\":\"root\"")).signed()
        },
        RefusedToken("a header that is no object", "the JSON of the token's header is not an object") {
            try TokenText().headerText("[]").signed()
        },
        RefusedToken("claims that are a string", "the JSON of the token's claims is not an object") {
            try TokenText().claimsText("\"eyJ\"").signed()
        },
        RefusedToken("a token as claims", notStrict("claims", "byte 0x65 at offset 0 cannot stand there")) {
            try TokenText().claimsText(try parts().joined(separator: ".")).signed()
        },
        RefusedToken("a trailing comma", notStrict("header", "byte 0x7D at offset 15 cannot stand there")) {
            try TokenText().headerText(#"{"alg":"EdDSA",}"#).signed()
        },
        RefusedToken("a byte order mark", notStrict("header", "byte 0xEF at offset 0 cannot stand there")) {
            try TokenText().headerText("\u{FEFF}{}").signed()
        },
        RefusedToken("5000 levels in the header", notStrict("header", deepReason(12, 8))) {
            try TokenText().headerText(deep(5_000)).signed()
        },
        RefusedToken("5000 levels in the claims", notStrict("claims", deepReason(20, 16))) {
            try TokenText().claimsText(deep(5_000)).signed()
        },
        RefusedToken("30000 levels in the claims", tooLong) { try TokenText().claimsText(deep(30_000)).signed() },
        RefusedToken("30000 levels in the header", tooLong) { try TokenText().headerText(deep(30_000)).signed() },
    ]

    static let sizes: [RefusedToken] = [
        RefusedToken("a million dots", tooLong) { String(repeating: ".", count: 1_000_000) },
        RefusedToken("16 KiB of dots", segments) { String(repeating: ".", count: 16_384) },
        RefusedToken("16 KiB and a byte", tooLong) { String(repeating: "A", count: 16_385) },
        RefusedToken("60 KiB, signed", tooLong) {
            try TokenText().claim("x", "\"" + String(repeating: "x", count: 60_000) + "\"").signed()
        },
    ]

    /// The order of P-256's group.
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    private static let zero = [UInt8](repeating: 0, count: 32)

    private static func genuine(_ bytes: [UInt8]) throws -> [UInt8] {
        try TestKeys.sign(bytes, with: "ES256")
    }

    private static func signature(
        _ name: String,
        _ sign: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> RefusedToken {
        RefusedToken("ES256 signature: \(name)", badSignature) { try TokenText().signed(sign) }
    }

    static let signatures: [RefusedToken] = [
        signature("r and s zero") { _ in zero + zero },
        signature("r and s the order") { _ in order + order },
        signature("r zero") { try zero + genuine($0).suffix(32) },
        signature("s zero") { try genuine($0).prefix(32) + zero },
        signature("r the order") { try order + genuine($0).suffix(32) },
        signature("DER") { try [UInt8](TestKeys.p256.signature(for: $0).derRepresentation) },
        signature("one byte") { _ in [0] },
        signature("63 bytes") { try genuine($0).dropLast() },
        signature("65 bytes") { try genuine($0) + [0] },
        signature("a zero byte before") { try [0] + genuine($0) },
        signature("another key's") { try [UInt8](P256.Signing.PrivateKey().signature(for: $0).rawRepresentation) },
        signature("over other bytes") { try genuine($0 + [0]) },
    ]

    static let secrets: [RefusedToken] = ["HS256", "HS384", "HS512"].flatMap { name in
        [
            RefusedToken("\(name): half of the code", badSignature) {
                try TokenText(algorithm: name).signed { try [UInt8](TestKeys.sign($0, with: name).prefix(16)) }
            },
            RefusedToken("\(name): the code and more", badSignature) {
                try TokenText(algorithm: name).signed { try TestKeys.sign($0, with: name) + [0] }
            },
        ]
    }

    private static func notStrict(_ part: String, _ reason: String) -> String {
        "the JSON of the token's \(part) is not strict: \(reason)"
    }

    private static func deepReason(_ offset: Int, _ levels: Int) -> String {
        "offset \(offset) is nested deeper than the \(levels) levels that are allowed"
    }

    @Test(
        "A malformed token is refused with its exact reason",
        arguments: shapes + encodings + texts + sizes + signatures + secrets
    )
    func refused(_ token: RefusedToken) async throws {
        let failure = await (try Fixture()).failure(try token.make())
        #expect(failure?.kind == .invalid)
        #expect(failure?.reason == token.reason)
    }

    @Test(
        "A token with one bit changed is refused, wherever the bit is", arguments: ["EdDSA", "ES256", "RS256", "HS256"])
    func flippedBits(_ algorithm: String) async throws {
        let fixture = try Fixture()
        let token = [UInt8](try TokenText(algorithm: algorithm).signed(algorithm).utf8)
        for position in stride(from: 0, to: token.count, by: 7) {
            var changed = token
            changed[position] ^= 1
            #expect(await fixture.failure(String(decoding: changed, as: UTF8.self))?.kind == .invalid)
        }
    }

    @Test("Claims of one token with the signature of another are refused")
    func swappedClaims() async throws {
        let good = try TokenText().signed().split(separator: ".")
        let other = TokenText().claim("sub", "\"root\"").unsigned.split(separator: ".")
        let failure = await (try Fixture()).failure("\(good[0]).\(other[1]).\(good[2])")
        #expect(failure?.reason == "the token's signature does not hold")
    }

    @Test("A token of 8 KiB is taken")
    func largeToken() async throws {
        let token = try TokenText().claim("x", "\"" + String(repeating: "x", count: 6_000) + "\"").signed()
        #expect(token.utf8.count > 8_192)
        #expect(await (try Fixture()).failure(token) == nil)
    }

    @Test("No reason repeats a part of the token")
    func reasonsAreSilent() async throws {
        let fixture = try Fixture()
        let secret = "s3cr3t-marker"
        let tokens = [
            try TokenText().header("kid", "\"\(secret)\"").signed(),
            try TokenText().header("alg", "\"\(secret)\"").signed(),
            try TokenText().header("typ", "\"\(secret)\"").signed(),
            try TokenText().claim("iss", "\"\(secret)\"").signed(),
            try TokenText().claim("aud", "\"\(secret)\"").signed(),
            try TokenText().claim("exp", "\"\(secret)\"").signed(),
            try TokenText().claimsText("{\"\(secret)\":}").signed(), secret, "\(secret).\(secret).\(secret)",
        ]
        for token in tokens {
            let failure = try #require(await fixture.failure(token))
            #expect(!failure.reason.contains(secret))
        }
    }
}
