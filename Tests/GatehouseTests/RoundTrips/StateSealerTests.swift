import Testing

@testable import Gatehouse

@Suite("Sealed state")
struct StateSealerTests {
    private let sealer = StateSealer(ring: .random())
    private let plain = Array("{\"a\":1}".utf8)

    @Test("A text with any character changed to any other is refused")
    func everyCharacter() throws {
        let text = Array(try sealer.seal(plain).utf8)
        for index in text.indices {
            for byte in UInt8(0)...127 where byte != text[index] {
                var changed = text
                changed[index] = byte
                #expect(throws: StateFlaw.self) { try sealer.open(String(decoding: changed, as: UTF8.self)) }
            }
        }
    }

    @Test("A text with any bit changed is refused, and the log learns where", arguments: [0, 1, 7, 40])
    func everyBit(length: Int) throws {
        let text = try sealer.seal(Array(repeating: 0x5A, count: length))
        let bytes = try #require(Base64URL.decode(text))
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                let flaw = #expect(throws: StateFlaw.self) { try sealer.open(Base64URL.encode(changed)) }
                let expected =
                    switch index {
                    case 0: "it is malformed: it is of another version"
                    case 1...8: "it is sealed with a key that the ring does not have"
                    default: "it was changed"
                    }
                #expect(flaw?.description == expected)
            }
        }
    }

    @Test("A text that is cut or extended is refused")
    func length() throws {
        let text = try sealer.seal(plain)
        let bytes = try #require(Base64URL.decode(text))
        for count in 0..<bytes.count {
            #expect(throws: StateFlaw.self) { try sealer.open(Base64URL.encode(bytes.prefix(count))) }
        }
        #expect(throws: StateFlaw("it was changed")) { try sealer.open(Base64URL.encode(bytes + [0])) }
    }

    @Test(
        "What is no base64url is refused", arguments: ["", "=", "AA=", "a b", "AAAA/AAA", "AAAA+AAA", "é", "AB", "A"])
    func notEncoded(text: String) {
        let flaw = #expect(throws: StateFlaw.self) { try sealer.open(text) }
        #expect(flaw?.description.hasPrefix("it is malformed: ") == true)
    }

    @Test("A text of a server with another key is refused")
    func otherKey() throws {
        let text = try StateSealer(ring: .random()).seal(plain)
        #expect(throws: StateFlaw("it is sealed with a key that the ring does not have")) { try sealer.open(text) }
    }

    @Test("A text of a key that was removed is refused, and one of an older key is not")
    func rotation() throws {
        let (old, new) = (StateKey.random(), StateKey.random())
        let text = try StateSealer(ring: try #require(StateKeyRing(old))).seal(plain)
        let rotated = StateSealer(ring: try #require(StateKeyRing(new, older: [old])))
        #expect(try rotated.open(text) == plain)
        let removed = StateSealer(ring: try #require(StateKeyRing(new)))
        #expect(throws: StateFlaw("it is sealed with a key that the ring does not have")) { try removed.open(text) }
        // What the ring seals after the rotation, it seals with the new key.
        #expect(try removed.open(rotated.seal(plain)) == plain)
    }

    @Test("Two texts of one content share nothing but their version and key", arguments: [0, 5, 100])
    func fresh(length: Int) throws {
        let content = [UInt8](repeating: 7, count: length)
        var seen = Set<ArraySlice<UInt8>>()
        for _ in 0..<200 {
            let text = try sealer.seal(content)
            let bytes = try #require(Base64URL.decode(text))
            #expect(seen.insert(bytes[9..<37]).inserted)
        }
    }

    @Test("A text opens to what was sealed, and has the length that was announced")
    func roundTrip() throws {
        for length in 0..<70 {
            let content = (0..<length).map { UInt8($0) }
            let text = try sealer.seal(content)
            #expect(try sealer.open(text) == content)
            #expect(text.utf8.count <= StateSealer.sealedLength(of: length))
            #expect(text.utf8.count + 8 > StateSealer.sealedLength(of: length))
        }
    }

    @Test("A key that is too short is none, a ring has 16 keys at most, and no key shows itself")
    func keys() throws {
        #expect(StateKey(Array(repeating: 0x41, count: 31)) == nil)
        let key = try #require(StateKey(Array(repeating: 0x41, count: 32)))
        #expect(StateKeyRing(key, older: Array(repeating: key, count: 15)) != nil)
        #expect(StateKeyRing(key, older: Array(repeating: key, count: 16)) == nil)
        var dumped = ""
        dump(StateKeyRing(key), to: &dumped)
        #expect("\(key)" == "<redacted>")
        #expect(String(reflecting: key) == "<redacted>")
        #expect(!dumped.contains("65"))
    }

    @Test("Servers with one key have one name for it")
    func sharedKey() throws {
        let bytes = Array(UInt8(0)..<32)
        let key = try #require(StateKey(bytes))
        let other = try #require(StateKey(bytes))
        let text = try StateSealer(ring: try #require(StateKeyRing(key))).seal(plain)
        let reader = StateSealer(ring: try #require(StateKeyRing(other)))
        #expect(try reader.open(text) == plain)
    }

    @Test(
        "One value has one digest, however it is written",
        arguments: [
            (#"{"a":1,"b":[1.0,"é"]}"#, #"{ "b" : [ 1, "\u00e9" ], "a" : 10e-1 }"#, true),
            (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"y":2,"x":1}}"#, true),
            (#"{"a":1}"#, #"{"a":"1"}"#, false), (#"{"a":1.5}"#, #"{"a":1.50}"#, false),
            (#"{"a":null}"#, "{}", false), ("[1,2]", "[2,1]", false), (#"["e\u0301"]"#, #"["\u00e9"]"#, false),
        ])
    func digest(left: String, right: String, areEqual: Bool) throws {
        let digests = try [left, right].map { CanonicalDigest.of(try JSONValue(parsing: $0)) }
        #expect((digests[0] == digests[1]) == areEqual)
        #expect(digests[0].count == 32)
    }
}
