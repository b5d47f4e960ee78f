/// A call written out: on one line where it fits, and with an argument a line where it does not.
struct CallText {
    /// An argument with its label, if it has one.
    struct Argument {
        let label: String?
        let value: String

        init(_ label: String?, _ value: String) {
            self.label = label
            self.value = value
        }

        var text: String { label.map { "\($0): \(value)" } ?? value }
    }

    let name: String
    var arguments: [Argument] = []

    /// Adds an argument where there is a value.
    mutating func add(_ label: String?, _ value: String?) {
        if let value { arguments.append(Argument(label, value)) }
    }

    /// The call, of which the first line has room for so many characters.
    func text(room: Int = 96) -> String {
        let line = "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
        return line.count <= room && !line.contains("\n") ? line : spreadText
    }

    /// The call with an argument a line.
    var spreadText: String {
        var source = SourceText()
        source.add("\(name)(")
        for (index, argument) in arguments.enumerated() {
            source.add(argument.text + (index == arguments.count - 1 ? "" : ","), indent: 1)
        }
        source.add(")")
        return source.text
    }
}
