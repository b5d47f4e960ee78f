import Testing

@testable import Gatehouse

@Suite("SHA-256 and HMAC")
struct SHA256Tests {
    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func digest(_ message: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(message)
        return hexadecimal(hash.digest())
    }

    @Test(
        "Digests are those of the examples to FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func examples(_ message: String, _ expected: String) {
        #expect(digest(Array(message.utf8)) == expected)
    }

    @Test("A message may come in pieces, divided anywhere")
    func pieces() {
        let message = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let whole = digest(message)
        for place in 0...message.count {
            var hash = SHA256()
            hash.update(Array(message[..<place]))
            hash.update(Array(message[place...]))
            #expect(hexadecimal(hash.digest()) == whole)
        }
    }

    @Test("Messages that end anywhere in a block have digests of their own")
    func lengths() {
        let digests = (0...130).map { digest([UInt8](repeating: 0, count: $0)) }
        #expect(Set(digests).count == 131)
        #expect(digests[64] == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b")
    }

    @Test(
        "Codes are those of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
                    + "hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ] as [([UInt8], String, String)])
    func codes(_ key: [UInt8], _ message: String, _ expected: String) {
        #expect(hexadecimal(HMACSHA256(key: key).code(for: Array(message.utf8))) == expected)
    }
}
