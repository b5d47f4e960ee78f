import Foundation
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Encodings")
struct EncodingTests {
    @Test(
        "Text that is not the canonical base64url of anything is refused",
        arguments: [
            "A", "AAAAA", "AB", "AAB", "AA==", "AA=", "A+/A", "AA AA", "AA\nAA", " AAA", "AAA ", "A\u{E9}", "AA\0A",
            "AAA.",
        ])
    func notCanonical(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("Every length of bytes survives encoding, as Foundation would encode it")
    func roundTrip() {
        for length in 0..<130 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 89 + length) }
            let text = Base64URL.encode(bytes)
            let expected = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            #expect(text == expected.replacing("=", with: ""))
            #expect(Base64URL.decode(text) == bytes)
        }
    }

    @Test("A path that names nothing is refused", arguments: ["", ".", "a.", ".a", "a..b", "a\\", "a\\b"])
    func badPath(_ text: String) {
        #expect(ClaimPath(text) == nil)
    }

    @Test(
        "A path's text and its names tell the same",
        arguments: [
            ("roles", ["roles"]), ("realm_access.roles", ["realm_access", "roles"]),
            (#"https://example\.com/roles"#, ["https://example.com/roles"]), (#"a\\b.c"#, [#"a\b"#, "c"]),
        ])
    func path(_ text: String, _ names: [String]) {
        #expect(ClaimPath(text) == ClaimPath(names))
        #expect(ClaimPath(names).description == text)
    }

    @Test("An algorithm's name counts byte by byte", arguments: ["hs256", "HS256 ", "", "none", "ES256\u{301}"])
    func unknownAlgorithm(_ name: String) {
        #expect(SignatureAlgorithm(name) == nil)
    }
}
