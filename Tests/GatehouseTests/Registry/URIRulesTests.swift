import Testing

@testable import Gatehouse

@Suite("What the variables of a resource's URI may hold")
struct URIRulesTests {
    private static let hostile = [
        "..", ".", "%2e%2e", "%2E.", "..%2fetc", "..%2Fetc%2Fpasswd", "a%2Fb", "%2fetc", "a%5cb", "%5c..", "a%00",
        "%00",
        "%252e%252e", "%252f", "%25252e%25252e", "a%0ab", "a%7f", "..%5c..",
    ]

    private func server(_ rules: URIValueRules) throws -> Server {
        try Samples.server(
            Components(resources: [
                Registered.template("file:///{name}", rules: rules),
                Registered.template("tree:///{+path}", rules: rules),
            ]))
    }

    @Test("What could lead elsewhere is not found, by default", arguments: hostile)
    func refused(_ value: String) async throws {
        let server = try server(.safe)
        #expect(await server.text(at: "file:///\(value)") == "400 -32602 Resource not found")
        #expect(await server.text(at: "tree:///a/\(value)") == "400 -32602 Resource not found")
        #expect(await server.text(at: "tree:///\(value)/b") == "400 -32602 Resource not found")
    }

    @Test("A resource may take it all the same, and another one beside it does not", arguments: hostile)
    func optOut(_ value: String) async throws {
        let server = try Samples.server(
            Components(resources: [
                Registered.template("file:///{name}", rules: .unchecked), Registered.template("safe:///{name}"),
            ]))
        #expect(await server.text(at: "file:///\(value)").hasPrefix("name="))
        #expect(await server.text(at: "safe:///\(value)") == "400 -32602 Resource not found")
    }

    @Test("An older version is held to its own rules, whatever the present one takes")
    func versions() async throws {
        let server = try Samples.server(
            Components(resources: [
                Registered.template("x://{v}", "1", says: "old "),
                Registered.template("x://{v}", "2", says: "new ", rules: .unchecked),
            ]))
        #expect(await server.text(at: "x://..") == "new v=..")
        #expect(await server.text(at: "x://..", "1") == "400 -32602 Resource not found")
        #expect(await server.text(at: "x://a", "1") == "old v=a")
    }

    @Test(
        "What is harmless is found under either rules",
        arguments: ["a", "a.b", "...", "a%20b", "%C3%A9", ".hidden", "a%25"])
    func harmless(_ value: String) async throws {
        for rules in [URIValueRules.safe, .unchecked] {
            let server = try server(rules)
            #expect(await server.text(at: "file:///\(value)").hasPrefix("name="))
        }
    }

    @Test("Values that a safe template wrote it reads again", arguments: 0..<UInt64(8))
    func roundTrip(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let template = try URITemplate(parsing: "x://{a}/{b}{?q}")
        let server = try Samples.server(Components(resources: [Registered.template(template.text)]))
        let alphabet = Array("ab09-._~ é€😀:@!$&'()*+,;=?#[]%\"<>")
        for _ in 0..<100 {
            var values: [String: String] = [:]
            for name in ["a", "b", "q"] {
                let length = Int.random(in: 1...8, using: &generator)
                values[name] = "x" + String((0..<length).compactMap { _ in alphabet.randomElement(using: &generator) })
            }
            let uri = try template.expand(values.mapValues(URITemplate.Value.string))
            // A percent sign that happens to begin an encoding may be refused: it might be decoded twice elsewhere.
            guard !values.values.contains(where: { $0.contains("%") }) else { continue }
            let expected = ["a", "b", "q"].map { "\($0)=\(values[$0] ?? "")" }.joined(separator: ";")
            #expect(await server.text(at: uri) == expected, "\(uri)")
        }
    }

    @Test("An index that is made at once finds what one finds that grew", arguments: 0..<UInt64(8))
    func bulk(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = ["a", "b", "/", "{x}", "{+y}", "-", "ab", "{?q}"]
        var grown = URITemplateIndex<Int>()
        var members: [URITemplateIndex<Int>.Member] = []
        for position in 0..<60 {
            let count = Int.random(in: 1...5, using: &generator)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            guard let template = try? URITemplate(parsing: text) else { continue }
            grown.insert(position, for: template)
            members.append(.init(value: position, template: template))
        }
        let whole = URITemplateIndex(members)
        #expect(whole.count == grown.count)
        for _ in 0..<400 {
            let uri = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
                ["a", "b", "/", "-", "ab", "?q=1"].randomElement(using: &generator)
            }.joined()
            #expect(whole.match(uri)?.value == grown.match(uri)?.value, "\(uri)")
            #expect(whole.match(uri)?.variables == grown.match(uri)?.variables, "\(uri)")
        }
    }

    @Test("Ten thousand templates are registered and found")
    func many() async throws {
        let server = try Samples.server(
            Components(resources: (0..<10_000).map { Registered.template("t\($0)://a/{v}") }))
        #expect(await server.text(at: "t9999://a/b") == "v=b")
        try server.registry.change([
            .remove(.resourceTemplate("t9999://a/{v}")),
            .add(Components(resources: [Registered.template("new://{v}")])),
        ])
        #expect(await server.text(at: "t9999://a/b") == "400 -32602 Resource not found")
        #expect(await server.text(at: "new://b") == "v=b")
        #expect(await server.text(at: "t0://a/b") == "v=b")
    }
}
