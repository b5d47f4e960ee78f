import GatehouseJSON
import Testing

@Suite("Decoding")
struct JSONDecodingTests {
    /// A type with a type inside, to see where errors point.
    private struct Outer: JSONDecodable {
        struct Inner: JSONDecodable {
            let number: Int

            init(json: JSONValue) throws(JSONDecodingError) {
                number = try JSONObject(json: json).required("n/m")
            }
        }

        let list: [Inner]
        let map: [String: Bool]?

        init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            list = try object.required("list")
            map = try object.optional("map")
        }
    }

    @Test(
        "The error points at the value that is wrong",
        arguments: [
            ("1", "the value: expected an object, but found an integer"),
            ("{}", "/list: expected a value, but it is missing"),
            (#"{"list":{}}"#, "/list: expected an array, but found an object"),
            (#"{"list":[{"n/m":1},{"n/m":"x"}]}"#, "/list/1/n~1m: expected an integer, but found a string"),
            (#"{"list":[{"n/m":1.5}]}"#, "/list/0/n~1m: expected an integer, but found a number"),
            (#"{"list":[null]}"#, "/list/0: expected an object, but found null"),
            (#"{"list":[],"map":{"~":0}}"#, "/map/~0: expected a boolean, but found an integer"),
            (#"{"list":[],"map":true}"#, "/map: expected an object, but found a boolean"),
        ])
    func pointers(text: String, error: String) {
        let thrown = #expect(throws: JSONDecodingError.self) { _ = try Outer(json: JSONValue(parsing: text)) }
        #expect(thrown?.description == error)
    }

    @Test("An optional member may be absent or null")
    func optional() throws {
        #expect(try Outer(json: ["list": []]).map == nil)
        #expect(try Outer(json: ["list": [], "map": .null]).map == nil)
        #expect(try Outer(json: ["list": [], "map": ["a": true]]).map == ["a": true])
    }

    @Test("The error never repeats the value")
    func secrecy() {
        let error = #expect(throws: JSONDecodingError.self) { _ = try Int(json: "s3cret") }
        #expect(error?.description == "the value: expected an integer, but found a string")
    }

    @Test("The error repeats 200 characters of a long pointer at most")
    func longPointer() {
        func message(_ length: Int) -> String? {
            let name = String(repeating: "\u{E9}", count: length)
            return #expect(throws: JSONDecodingError.self) { _ = try [String: Int](json: [name: "x"]) }?.description
        }
        let name = String(repeating: "\u{E9}", count: 199)
        #expect(message(199) == "/\(name): expected an integer, but found a string")
        #expect(message(200) == "/\(name)…: expected an integer, but found a string")
        #expect(message(1_000_000) == "/\(name)…: expected an integer, but found a string")
    }

    @Test("Typed values are read from JSON")
    func typed() throws {
        #expect(try String(json: "x") == "x")
        #expect(try Bool(json: true))
        #expect(try Int(json: 7) == 7)
        #expect(try Int64(json: JSONValue(parsing: "7.0")) == 7)
        #expect(try Double(json: 7) == 7)
        #expect(try [Int](json: [1, 2]) == [1, 2])
        #expect(try [String: Int](json: ["a": 1]) == ["a": 1])
        #expect(try JSONObject(json: ["a": 1]) == ["a": 1])
        #expect(JSONValue(json: .null) == .null)
    }

    @Test("A wrong kind is refused by every simple type")
    func wrongKinds() {
        func message<Value: JSONDecodable>(_ type: Value.Type, _ json: JSONValue) -> String? {
            do throws(JSONDecodingError) {
                _ = try Value(json: json)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(message(String.self, 1) == "the value: expected a string, but found an integer")
        #expect(message(Bool.self, "true") == "the value: expected a boolean, but found a string")
        #expect(message(Int64.self, true) == "the value: expected an integer, but found a boolean")
        #expect(message(Double.self, "1") == "the value: expected a number, but found a string")
        #expect(message([Int].self, [:]) == "the value: expected an array, but found an object")
        #expect(message(JSONObject.self, []) == "the value: expected an object, but found an array")
    }
}
