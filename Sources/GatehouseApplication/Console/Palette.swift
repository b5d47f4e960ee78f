/// The colours of output for people.
struct Palette: Sendable, Hashable {
    /// Whether there are any.
    let isColoured: Bool

    /// Colours where the stream is a terminal and the environment does not speak against them.
    init(isTerminal: Bool, environment: [String: String]) {
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        isColoured = isTerminal && !refused && environment["TERM"] != "dumb"
    }

    func name(_ text: String) -> String { paint(text, "34") }
    func string(_ text: String) -> String { paint(text, "32") }
    func literal(_ text: String) -> String { paint(text, "33") }
    func strong(_ text: String) -> String { paint(text, "1") }
    func faint(_ text: String) -> String { paint(text, "2") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
