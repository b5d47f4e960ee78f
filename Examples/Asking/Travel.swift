import GatehouseMacros

/// Tools that need something of whoever calls them.
@Toolbox
struct Travel {
    /// Books a train, once its traveller has said when and how.
    ///
    /// - Parameter destination: Where to.
    @Tool
    func bookTrain(@Field(.length(1...80)) destination: String, context: Context) async throws -> String {
        let answer = try await context.elicit(
            "When and how would you like to travel to \(destination)?", as: Journey.self, key: "journey")
        guard let journey = answer.form else { return "Nothing was booked." }
        // From here on, the same form sent again books nothing more.
        try await context.redeemOnce()
        let note = journey.note.map { " (\($0))" } ?? ""
        return "Booked: \(destination), \(journey.day), \(journey.comfort.rawValue) class\(note)."
    }

    /// Describes a place in the words of the client's own model.
    ///
    /// - Parameter place: The place.
    @Tool(.readOnly)
    func describePlace(@Field(.length(1...80)) place: String, context: Context) async throws -> String {
        let question = SamplingMessage(role: .user, content: .text("Describe \(place) in one sentence."))
        let result = try await context.sample(
            CreateMessageRequestParams(messages: [question], maxTokens: 200), key: "description")
        guard case .text(let content)? = result.content.blocks.first else {
            throw ToolError("The model described \(place) in no words.")
        }
        return content.text
    }
}
