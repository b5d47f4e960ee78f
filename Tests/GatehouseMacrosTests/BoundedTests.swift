import GatehouseMacros
import Testing

@Suite("Rules of declared members")
struct BoundedTests {
    @Test(
        "A member that breaks its rule is refused by reading alone, whatever its type",
        arguments: [
            #""int":10"#, #""int":0"#, #""double":0.4"#, #""text":"abc""#, #""pattern":"A""#, #""list":["a","b"]"#,
            #""unique":[1,1]"#, #""dictionary":{"a":1,"b":2}"#, #""small":2"#, #""nullable":"abc""#, #""even":3"#,
            #""level":2"#,
        ])
    func refusal(member: String) throws {
        let text = try JSONScanner.check(Array("{\(member)}".utf8))
        #expect(throws: JSONReadFailure.self) { try text.read(Bounded.self) }
        #expect(throws: InvalidValue.self) { try TypedSchema(Bounded.self).read(text) }
    }

    @Test(
        "A member that keeps its rule is read",
        arguments: [
            "", #""int":9"#, #""int":null"#, #""double":0.5"#, #""text":"ab""#, #""pattern":"a""#, #""list":["a"]"#,
            #""unique":[1,2]"#, #""dictionary":{"a":1}"#, #""small":1"#, #""nullable":null"#, #""nullable":"ab""#,
            #""even":4"#, #""level":1"#,
        ])
    func reading(member: String) throws {
        let text = try JSONScanner.check(Array("{\(member)}".utf8))
        #expect(throws: Never.self) { try TypedSchema(Bounded.self).read(text) }
    }
}
