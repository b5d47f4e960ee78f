import GatehouseJSON
import Testing

@Suite("Objects")
struct JSONObjectTests {
    /// Sizes on both sides of the size from which an object keeps an index.
    static let sizes = [0, 1, 8, 9, 10, 40]

    private func object(of count: Int) -> JSONObject {
        var object = JSONObject()
        for number in 0..<count { object["n\(number)"] = .integer(Int64(number)) }
        return object
    }

    @Test("Members keep the order in which they were added", arguments: sizes)
    func order(count: Int) {
        #expect(Array(object(of: count).names) == (0..<count).map { "n\($0)" })
        #expect(object(of: count).count == count)
        #expect(object(of: count).isEmpty == (count == 0))
    }

    @Test("A member is found by its name, and none by another", arguments: sizes)
    func lookup(count: Int) {
        let object = object(of: count)
        for number in 0..<count { #expect(object["n\(number)"] == .integer(Int64(number))) }
        #expect(object["n"] == nil)
        #expect(!object.contains("n\(count)"))
    }

    @Test("Setting a member that is there replaces its value in its place", arguments: sizes.dropFirst())
    func replace(count: Int) {
        var object = object(of: count)
        object["n0"] = "new"
        #expect(object.count == count)
        #expect(object.members.first?.value == "new")
    }

    @Test("Setting a member to nothing removes it, and the others are still found", arguments: sizes.dropFirst())
    func remove(count: Int) {
        var object = object(of: count)
        for number in 0..<count {
            object["n\(number)"] = nil
            #expect(!object.contains("n\(number)"))
            for other in number + 1..<count { #expect(object["n\(other)"] == .integer(Int64(other))) }
        }
        #expect(object.isEmpty)
        object["n0"] = 1
        #expect(object["n0"] == 1)
    }

    @Test("A member is added only where its name is not there yet", arguments: sizes)
    func appendIfAbsent(count: Int) {
        var object = object(of: count)
        let first = object.appendIfAbsent(name: "new", value: 1)
        let second = object.appendIfAbsent(name: "new", value: 2)
        #expect(first)
        #expect(!second)
        #expect(object["new"] == 1)
        #expect(object.count == count + 1)
    }

    @Test("Objects with the same members in another order are equal and have the same hash", arguments: sizes)
    func equality(count: Int) {
        let object = object(of: count)
        var reversed = JSONObject()
        for member in object.members.reversed() { reversed[member.name] = member.value }
        #expect(object == reversed)
        #expect(object.hashValue == reversed.hashValue)
        reversed["n0"] = "other"
        #expect(object != reversed)
    }

    @Test("A member of null is there, and is not the same as no member")
    func nullMember() {
        var object = JSONObject()
        object["a"] = .some(.null)
        #expect(object.contains("a"))
        #expect(object["a"] == .some(.null))
        #expect(object != JSONObject())
    }

    @Test("Of several pairs with one name in a literal the last stays")
    func literal() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object["a"] == 3)
        #expect(Array(object.names) == ["a", "b"])
    }

    @Test("A value changes with its copy alone")
    func valueSemantics() {
        let original = object(of: 12)
        var copy = original
        copy["n3"] = nil
        #expect(original["n3"] == 3)
        #expect(original.count == 12)
        #expect(copy.count == 11)
    }

    @Test("One and 1.0 are different values")
    func representations() throws {
        #expect(try JSONValue(parsing: "1") != JSONValue(parsing: "1.0"))
        #expect(try JSONValue(parsing: "[1]") != JSONValue(parsing: "1"))
        #expect(JSONValue.null != .bool(false))
        #expect(JSONValue.string("1") != 1)
    }

    @Test("A value is reached by names and positions, and nothing by wrong ones")
    func subscripts() {
        let value: JSONValue = ["a": [1, ["b": .null]]]
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1]?["b"] == .some(.null))
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["a"]?["b"] == nil)
        #expect(value[0] == nil)
    }
}
