import GatehouseJSON
import GatehouseSchema

/// An input of ten fields with an array of objects, written as the macro expands it.
struct Order: Sendable {
    let id: String
    let customer: String
    let email: String
    let quantity: Int
    let price: Double
    let isGift: Bool
    let note: String?
    let priority: Int
    let tags: [String]
    let lines: [Line]

    struct Line: Sendable {
        let sku: String
        let count: Int
        let price: Double
    }
}

extension Order.Line: Schemable {
    private enum Rules {
        static let sku = FieldRules(.length(1...40))
        static let count = FieldRules(.range(1...1000))
        static let price = FieldRules(.range(0.0...))
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Line") { definitions in
            ObjectSchema()
                .property("sku", String.self, Rules.sku, in: &definitions)
                .property("count", Int.self, Rules.count, in: &definitions)
                .property("price", Double.self, Rules.price, in: &definitions)
                .value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var sku: String?
        var count: Int?
        var price: Double?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("sku") {
                reader.read(into: &sku, Rules.sku)
            } else if reader.isName("count") {
                reader.read(into: &count, Rules.count)
            } else if reader.isName("price") {
                reader.read(into: &price, Rules.price)
            } else {
                reader.unknownName()
            }
        }
        self.sku = try reader.required(sku)
        self.count = try reader.required(count)
        self.price = try reader.required(price)
        reader.finish(self, since: mark)
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.property("sku", sku)
        writer.property("count", count)
        writer.property("price", price)
        writer.endObject()
    }
}

extension Order: Schemable {
    private enum Rules {
        static let id = FieldRules(.length(1...40))
        static let customer = FieldRules(.length(1...200))
        static let quantity = FieldRules(.range(1...1000))
        static let price = FieldRules(.range(0.0...))
        static let priority = FieldRules(.range(0...9))
        static let tags = FieldRules(.count(...20))
        static let lines = FieldRules(.count(1...100))
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Order") { definitions in
            ObjectSchema()
                .property("id", String.self, Rules.id, in: &definitions)
                .property("customer", String.self, Rules.customer, in: &definitions)
                .property("email", String.self, in: &definitions)
                .property("quantity", Int.self, Rules.quantity, in: &definitions)
                .property("price", Double.self, Rules.price, in: &definitions)
                .property("isGift", Bool.self, in: &definitions)
                .property("note", String?.self, in: &definitions)
                .property("priority", Int.self, Rules.priority, default: 3, in: &definitions)
                .property("tags", [String].self, Rules.tags, in: &definitions)
                .property("lines", [Line].self, Rules.lines, in: &definitions)
                .value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var id: String?
        var customer: String?
        var email: String?
        var quantity: Int?
        var price: Double?
        var isGift: Bool?
        var note: String??
        var priority: Int?
        var tags: [String]?
        var lines: [Line]?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("id") {
                reader.read(into: &id, Rules.id)
            } else if reader.isName("customer") {
                reader.read(into: &customer, Rules.customer)
            } else if reader.isName("email") {
                reader.read(into: &email)
            } else if reader.isName("quantity") {
                reader.read(into: &quantity, Rules.quantity)
            } else if reader.isName("price") {
                reader.read(into: &price, Rules.price)
            } else if reader.isName("isGift") {
                reader.read(into: &isGift)
            } else if reader.isName("note") {
                reader.read(into: &note)
            } else if reader.isName("priority") {
                reader.read(into: &priority, Rules.priority)
            } else if reader.isName("tags") {
                reader.read(into: &tags, Rules.tags)
            } else if reader.isName("lines") {
                reader.read(into: &lines, Rules.lines)
            } else {
                reader.unknownName()
            }
        }
        self.id = try reader.required(id)
        self.customer = try reader.required(customer)
        self.email = try reader.required(email)
        self.quantity = try reader.required(quantity)
        self.price = try reader.required(price)
        self.isGift = try reader.required(isGift)
        self.note = try reader.required(note)
        self.priority = priority ?? 3
        self.tags = try reader.required(tags)
        self.lines = try reader.required(lines)
        reader.finish(self, since: mark)
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.property("id", id)
        writer.property("customer", customer)
        writer.property("email", email)
        writer.property("quantity", quantity)
        writer.property("price", price)
        writer.property("isGift", isGift)
        writer.property("note", note)
        writer.property("priority", priority)
        writer.property("tags", tags)
        writer.property("lines", lines)
        writer.endObject()
    }
}
