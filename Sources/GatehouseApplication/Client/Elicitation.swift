import GatehouseClient
import GatehouseJSON
import GatehouseProtocol

/// Answers what a server asks of the person who calls: from the command line, or else on the terminal.
///
/// Implements the client's part of client/elicitation (2026-07-28): it is shown that the server asks, every question can
/// be declined, and a URL is shown in full and never opened.
struct Elicitation: Sendable {
    let answers: Answers
    /// Where a person sits; nothing where nobody does.
    let terminal: TerminalDialogue?

    /// The handlers for the client.
    var handlers: ClientHandlers {
        ClientHandlers(elicitForm: { try await form($0) }, elicitURL: { await url($0) })
    }

    /// Fills in a form.
    ///
    /// - Throws: ``CommandFailure`` where an answer of the command line does not fit its field.
    func form(_ params: ElicitRequestFormParams) async throws -> ElicitResult {
        let fields = params.requestedSchema.properties.map { property in
            ElicitationField(
                name: property.name, schema: JSONValue(property.schema),
                isRequired: params.requestedSchema.required?.contains(property.name) == true)
        }
        let isAnswered = !answers.isEmpty && fields.allSatisfy { !$0.isRequired || answers[$0.name] != nil }
        guard isAnswered || terminal != nil else {
            say("declined what the server asks for: \(TerminalText.line(params.message, width: 200))")
            return ElicitResult(action: .decline)
        }
        if !isAnswered { terminal?.write("The server asks: \(TerminalText.safe(params.message))\n\(Self.usage)\n") }
        var content = JSONObject()
        for field in fields {
            if let answer = answers[field.name] {
                content[field.name] = try field.value(answer)
            } else if !isAnswered {
                guard let answer = await ask(field) else { return ElicitResult(action: .decline) }
                content[field.name] = answer
            }
        }
        return ElicitResult(action: .accept, content: content)
    }

    private static let usage = "(An empty line leaves a field as it is; the end of the input, Ctrl-D, declines.)"

    /// Asks for a field until the answer fits.
    ///
    /// - Returns: The value; `.some(nil)` for a field that is left out, and nothing where the person declines.
    private func ask(_ field: ElicitationField) async -> JSONValue?? {
        while let line = await terminal?.ask(field.question) {
            if line.isEmpty, !field.isRequired || field.defaultValue != nil { return .some(field.defaultValue) }
            do throws(CommandFailure) {
                return try field.value(line)
            } catch {
                terminal?.write("  \(error.message)\n")
            }
        }
        return nil
    }

    /// Shows a URL, and asks whether it was visited.
    func url(_ params: ElicitRequestURLParams) async -> ElicitResult {
        guard let terminal else {
            say("declined to visit \(TerminalText.line(params.url, width: 300)), as the server asks")
            return ElicitResult(action: .decline)
        }
        terminal.write(
            "The server asks: \(TerminalText.safe(params.message))\nIt wants you to visit "
                + "\(TerminalText.line(params.url, width: 2_000))\n")
        let answer = await terminal.ask("Go on? [y/N] ")
        return ElicitResult(action: ["y", "yes"].contains(answer?.lowercased()) ? .accept : .decline)
    }

    private func say(_ text: String) {
        StandardStream.error.write("\(Application.current.name): \(text)\n")
    }
}

extension JSONValue {
    /// What something writes itself as.
    fileprivate init(_ encodable: some JSONEncodable) {
        self = (try? JSONValue(parsing: encodable.jsonBytes)) ?? .null
    }
}
