public import GatehouseMacros

// Declarations whose names or forms could get in the way of their own expansion.

@Schemable
struct Cursor: Equatable {
    let reader: String
    let writer: String
    let mark: Int
    let `class`: [String: [Int]]
    @Field(.name("self-link")) var link: String?
}

@Schemable
indirect enum Expression: Equatable {
    case number(Double)
    case sum(left: Expression, right: Expression)
    case call(reader: String, writer: [Expression] = [])
    case `default`
}

@Schemable(naming: .snakeCase)
public enum Mode {
    case readOnly, `default`
}

@Schemable
public enum Level: Int {
    case low = 1
    case high
}

@Schemable
public struct Setting {
    let mode: Mode
    var level: Level = .low, isOn = true
    let note: Nullable<String>
}

enum Outer {
    @Schemable
    struct Inner: Equatable {
        let values: Set<Int>
    }
}

@Toolbox
public struct Corners: Sendable {
    typealias Days = Int
    static let usual = 14

    /// Lends.
    @Tool(naming: .snakeCase, meta: ["team": "lending"])
    func lend(_ maxDays: Self.Days = Self.usual, for `class`: String? = nil) -> Self.Days { maxDays }

    /// Sets.
    @Tool(description: "Sets a mode.", tags: ["modes"])
    public func set(_ setting: Setting) -> Mode { setting.mode }

    /// Evaluates.
    @Tool
    func evaluate(input: Expression, context: String, values: Outer.Inner) async -> [ContentBlock] {
        [.text(TextContent(text: "\(input) \(context) \(values.values.count)"))]
    }

    @Resource("corner://{values}{?context}")
    func corner(@Field(.range(1...9)) values: Int, context: String = "none", in scope: Context) -> String {
        "\(values) \(context) \(scope.principal.subject)"
    }

    /// Asks.
    @Prompt
    func ask(@Field(.maxLength(5)) values: String, context level: Level = .high) -> String { "\(values) \(level)" }
}

/// Notes a thing.
@Tool
private func jot(text: String) {}

enum Jotter {
    static var tool: Tool { jotTool }
}
