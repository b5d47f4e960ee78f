import GatehouseJSON
import Testing

@Suite struct JSONReaderTests {
    private static func text(_ text: String) throws -> JSONText {
        try JSONScanner.check(Array(text.utf8))
    }

    /// What a text is read as, or nothing where it is refused.
    private static func read<Value: JSONReadable>(_ text: String, as type: Value.Type) throws -> Value? {
        let text = try Self.text(text)
        return try? text.read(type)
    }

    @Test(
        "A number that is no integer of the type is refused",
        arguments: [
            "1.5", "1e-1", "9223372036854775808", "-9223372036854775809", "1e30", "\"1\"", "true", "null", "[]",
        ]
    )
    func refusedIntegers(text: String) throws {
        #expect(try Self.read(text, as: Int.self) == nil)
        #expect(try Self.read(text, as: Int64.self) == nil)
    }

    @Test("Integers are refused beyond the bounds of their width and read up to them")
    func widths() throws {
        try Self.expectBounds(Int8.self, below: "-129", above: "128")
        try Self.expectBounds(Int16.self, below: "-32769", above: "32768")
        try Self.expectBounds(Int32.self, below: "-2147483649", above: "2147483648")
        try Self.expectBounds(Int64.self, below: "-9223372036854775809", above: "9223372036854775808")
        try Self.expectBounds(UInt8.self, below: "-1", above: "256")
        try Self.expectBounds(UInt16.self, below: "-1", above: "65536")
        try Self.expectBounds(UInt32.self, below: "-1", above: "4294967296")
        try Self.expectBounds(UInt64.self, below: "-1", above: "18446744073709551616")
        try Self.expectBounds(UInt.self, below: "-1.0", above: "18446744073709551616.0")
    }

    private static func expectBounds<Value: FixedWidthInteger & JSONReadable>(
        _ type: Value.Type, below: String, above: String
    ) throws {
        #expect(try read(below, as: type) == nil)
        #expect(try read(above, as: type) == nil)
        #expect(try read("\(Value.min)", as: type) == .min)
        #expect(try read("\(Value.max)", as: type) == .max)
        #expect(try read("\(Value.max).0", as: type) == .max)
    }

    @Test(
        "A whole number is an integer however it is written",
        arguments: [
            ("1.0", 1), ("1e2", 100), ("1.5e1", 15), ("-0", 0), ("-0.0", 0), ("0e999999999999999999999", 0),
            ("9007199254740993.0", 9_007_199_254_740_993), ("-9223372036854775808", .min),
            ("9223372036854775807", .max),
            ("100000000000000000000e-2", 1_000_000_000_000_000_000),
        ] as [(String, Int64)]
    )
    func wholeNumbers(text: String, value: Int64) throws {
        #expect(try Self.read(text, as: Int64.self) == value)
    }

    @Test("A number beyond a double's range is refused")
    func refusedDoubles() throws {
        #expect(try Self.read("1e999", as: Double.self) == nil)
        #expect(try Self.read("-1e999", as: Double.self) == nil)
        #expect(try Self.read("1e39", as: Float.self) == nil)
        #expect(try Self.read("\"1\"", as: Double.self) == nil)
    }

    @Test("Every number becomes the nearest double")
    func doubles() throws {
        var generator = SplitMix64(seed: 7)
        let shapes = [
            "0", "-0", "-0.0", "1", "0.1", "123456789012345", "0.123456789012345", "12345678.90123456", "1e22",
            "1.7976931348623157e308", "5e-324", "123456789012345678",
        ]
        for text in shapes { try Self.expectDouble(text) }
        for _ in 0..<20_000 {
            let digits = String(UInt64.random(in: 0...UInt64.max, using: &generator)).prefix(
                Int.random(in: 1...20, using: &generator))
            let fraction = String(UInt64.random(in: 0...UInt64.max, using: &generator)).prefix(
                Int.random(in: 0...18, using: &generator))
            let head = digits.first == "0" ? "0" : String(digits)
            try Self.expectDouble(
                (Bool.random(using: &generator) ? "-" : "") + head + (fraction.isEmpty ? "" : "." + fraction))
        }
    }

    private static func expectDouble(_ text: String) throws {
        let value = try #require(try read(text, as: Double.self), "\(text)")
        #expect(value.bitPattern == Double(text)?.bitPattern, "\(text)")
    }

    @Test(
        "Strings are unescaped",
        arguments: [
            (#""""#, ""), (#""plain text of more than eight bytes""#, "plain text of more than eight bytes"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"), (#""\u00e9é\ud83d\ude00""#, "éé😀"), (#""日本語""#, "日本語"),
            (#""a\\""#, "a\\"),
        ]
    )
    func strings(text: String, value: String) throws {
        #expect(try Self.read(text, as: String.self) == value)
    }

    @Test("Optionals, arrays and dictionaries are read, with white space wherever it may stand")
    func containers() throws {
        #expect(try Self.read(" null ", as: Int?.self) == .some(nil))
        #expect(try Self.read("[ ]", as: [Int].self) == [])
        #expect(try Self.read(" [ 1 , 2 ,3 ] ", as: [Int].self) == [1, 2, 3])
        #expect(try Self.read(#"{ "a" : [ 1 ] , "b":[]}"#, as: [String: [Int]].self) == ["a": [1], "b": []])
        #expect(try Self.read(#"{"a":null}"#, as: [String: Int?].self) == ["a": nil])
        #expect(try Self.read("[1,\"2\"]", as: [Int].self) == nil)
        #expect(try Self.read("{\"a\":true}", as: [String: Int].self) == nil)
        #expect(try Self.read("{}", as: [Int].self) == nil)
        #expect(try Self.read("[true,false]", as: [Bool].self) == [true, false])
    }

    @Test("Any value can be read as a tree, and is the parser's")
    func trees() throws {
        for document in FuzzTests.documents {
            #expect(try Self.read(document, as: JSONValue.self) == JSONValue(parsing: document))
            #expect(try Self.read("[[\(document)]]", as: [[JSONValue]].self) == [[JSONValue(parsing: document)]])
        }
    }

    @Test("An object's members come in order, and what is not wanted is skipped")
    func members() throws {
        let text = try Self.text(#"{"a":{"x":[1,"]}",{}]},"b\"c":2,"":"\\","z":[[],{}],"last":-1.5e3 }"#)
        let names = text.withReader { reader in
            var names: [String] = []
            _ = try? reader.beginObject()
            while reader.nextName() {
                names.append(reader.name)
                reader.skipValue()
            }
            return reader.hasFailed ? [] : names
        }
        #expect(names == ["a", "b\"c", "", "z", "last"])
    }

    @Test("Names compare by what they stand for, byte by byte")
    func names() throws {
        let text = try Self.text(#"{"is\u0062n":1,"isbn13":2,"café":3,"long name with many bytes":4}"#)
        let known: [StaticString] = [
            "isbn", "isbm", "isb", "isbn13", "caf\u{E9}", "cafe\u{301}", "long name with many bytes",
            "long name with many bytez",
        ]
        let found = text.withReader { reader in
            var found: [[Int]] = []
            _ = try? reader.beginObject()
            while reader.nextName() {
                found.append(known.indices.filter { reader.isName(known[$0]) })
                reader.skipValue()
            }
            return found
        }
        #expect(found == [[0], [3], [4], [6]])
    }

    @Test("A tag is found wherever it stands, and the reader stays")
    func tags() throws {
        let text = try Self.text(#"{"radius":{"type":"no"},"type":"circle"}"#)
        let (tag, value) = text.withReader { reader in
            let tag = try? reader.tag("type")
            return (tag, reader.readValue())
        }
        #expect(tag == "circle")
        #expect(value == ["radius": ["type": "no"], "type": "circle"])
        for other in ["{}", "[]", #"{"type":1}"#, #"{"kind":"circle"}"#] {
            let refused = try Self.text(other).withReader { reader in (try? reader.tag("type")) == nil }
            #expect(refused)
        }
    }

    @Test("A value can be kept as checked bytes and read later")
    func parts() throws {
        let text = try Self.text(#" {"id":1,"params":{"arguments":{"a":[1,2]} ,"name":"x"}} "#)
        let part = text.withReader { reader in
            var part: JSONText?
            _ = try? reader.beginObject()
            while reader.nextName() {
                guard reader.isName("params") else {
                    reader.skipValue()
                    continue
                }
                _ = try? reader.beginObject()
                while reader.nextName() {
                    if reader.isName("arguments") { part = reader.readText(of: text) } else { reader.skipValue() }
                }
            }
            return part
        }
        let arguments = try #require(part)
        #expect(String(decoding: arguments.bytes, as: UTF8.self) == #"{"a":[1,2]}"#)
        #expect(try arguments.read([String: [Int]].self) == ["a": [1, 2]])
        let inner = arguments.withReader { reader in
            _ = try? reader.beginObject()
            _ = reader.nextName()
            return reader.readText(of: arguments)
        }
        #expect(String(decoding: inner.bytes, as: UTF8.self) == "[1,2]")
    }

    @Test("A problem that is reported names its place in the whole text")
    func problems() throws {
        let text = try Self.text(#"{"a":[{"x":1},{"b/c":2}]}"#)
        let failure = text.withReader { reader in
            _ = try? reader.beginObject()
            _ = reader.nextName()
            _ = try? reader.beginArray()
            _ = reader.nextElement()
            reader.skipValue()
            _ = reader.nextElement()
            _ = try? reader.beginObject()
            _ = reader.nextName()
            reader.report(JSONReadProblem(pointer: JSONPointer(["0"]), message: "must be odd"), from: reader.mark)
            return reader.failure(in: text)
        }
        #expect(failure.problems.map(\.pointer.description) == ["/a/1/b~1c/0"])
        #expect(failure.problems.map(\.message) == ["must be odd"])
    }

    @Test("A place is found behind brackets, commas and escapes in strings, and below names that have escapes")
    func places() throws {
        let text = try Self.text(#"{"x":"}],{[\"","a,b":["x,y]",{},[],{"c":[1,[2,{"d\u0065\"":3}]]}]}"#)
        let failure = text.withReader { reader in
            _ = try? reader.beginObject()
            while reader.nextName() {
                guard reader.isName("a,b") else {
                    reader.skipValue()
                    continue
                }
                Self.reportNumbers(&reader)
            }
            return reader.failure(in: text)
        }
        #expect(failure.problems.map(\.pointer.description) == ["/a,b/3/c/0", "/a,b/3/c/1/0", #"/a,b/3/c/1/1/de""#])
    }

    /// Reports every number below the next value.
    private static func reportNumbers(_ reader: inout JSONReader) {
        switch reader.nextKind {
        case .array:
            _ = try? reader.beginArray()
            while reader.nextElement() { reportNumbers(&reader) }
        case .object:
            _ = try? reader.beginObject()
            while reader.nextName() { reportNumbers(&reader) }
        case .number:
            reader.report(JSONReadProblem(message: "is a number"), from: reader.mark)
            reader.skipValue()
        default: reader.skipValue()
        }
    }

    @Test("A reader that stands between values fails, and never reads beyond the text")
    func misuse() throws {
        for document in FuzzTests.documents {
            let text = try Self.text(document)
            text.withReader { reader in
                for _ in 0..<64 {
                    _ = reader.nextName()
                    _ = reader.nextElement()
                    _ = try? reader.readString()
                    _ = try? reader.readInt64()
                    _ = try? reader.readBool()
                    _ = try? reader.readNumberText()
                    _ = reader.readValue()
                    _ = reader.name
                }
            }
        }
    }

    @Test("A text with very many values that do not fit is given up after some")
    func manyFailures() throws {
        let text = try Self.text("[" + Array(repeating: "\"x\"", count: 10_000).joined(separator: ",") + "]")
        #expect(throws: JSONReadFailure(problems: [])) { try text.read([Int].self) }
    }
}
