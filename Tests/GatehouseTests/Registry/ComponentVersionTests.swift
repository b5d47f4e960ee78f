import Testing

@testable import Gatehouse

@Suite("Versions of components")
struct ComponentVersionTests {
    @Test(
        "What is no version is refused",
        arguments: [
            "", ".", "1.", ".1", "1..2", "a", "v1", "1.a", "-1", "1-", "1-a..b", "1-ä", "1+", "1+a..b", "1+ä", " 1",
            "1 ",
            "1.2.3.4.5.6.7.8.9", "1234567890123456789", "\u{661}", "1\u{0}", String(repeating: "1", count: 65),
        ])
    func refused(_ text: String) {
        #expect(ComponentVersion(text) == nil)
    }

    @Test("Versions are in the order of Semantic Versioning")
    func order() throws {
        let texts = [
            "0", "0.0.1", "0.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
            "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0.1", "1.2", "1.10",
            "2", "2026.07.28", "2026.8.1", "999999999999999999",
        ]
        let versions = try texts.map { try #require(ComponentVersion($0)) }
        for (index, version) in versions.enumerated() {
            for (other, otherVersion) in versions.enumerated() {
                #expect((version < otherVersion) == (index < other), "\(version) and \(otherVersion)")
                #expect((version == otherVersion) == (index == other), "\(version) and \(otherVersion)")
            }
        }
    }

    @Test(
        "Versions that are written differently are the same",
        arguments: [("2", "2.0"), ("2", "2.0.0"), ("1.2", "01.02"), ("0", "0.0"), ("1.0+a", "1+b"), ("1-a", "1.0-a+x")])
    func same(_ left: String, _ right: String) {
        #expect(ComponentVersion(left) == ComponentVersion(right))
        #expect(ComponentVersion(left)?.hashValue == ComponentVersion(right)?.hashValue)
        #expect(ComponentVersion(left)?.description == left)
    }

    @Test("Build data of more than one part is read, hyphens and all")
    func build() {
        #expect(ComponentVersion("1.0.0-x-y.7+20130313-144700.sha-5114f85") != nil)
    }
}
