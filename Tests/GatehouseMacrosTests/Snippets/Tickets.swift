import GatehouseMacros

@Toolbox
struct Tickets {
    let tickets: [String: Ticket]

    // snippet: tool
    /// Searches tickets by their titles.
    ///
    /// - Parameters:
    ///   - words: What the title has.
    ///   - limit: How many tickets to return.
    @Tool(.readOnly, limits: "30/minute", timeout: .seconds(5))
    func searchTickets(
        @Field(.length(1...200)) words: String,
        @Field(.range(1...50)) limit: Int = 10
    ) -> [Ticket] {
        Array(tickets.values.filter { $0.title.contains(words) }.prefix(limit))
    }
    // end

    // snippet: tool-error
    /// Says what a ticket is about.
    @Tool(.readOnly, requires: .permission("tickets:read"))
    func describeTicket(id: String) throws -> String {
        guard let ticket = tickets[id] else { throw ToolError("There is no such ticket. Search first.") }
        return ticket.title
    }
    // end

    // snippet: resource
    /// A ticket by its id.
    @Resource("ticket://{id}", mimeType: "application/json")
    func ticket(@Field(.length(1...20)) id: String) -> Ticket? { tickets[id] }
    // end

    // snippet: prompt
    /// Plans the day.
    ///
    /// - Parameter state: Which tickets to plan.
    @Prompt
    func planDay(state: TicketState, @Field(.range(1...5)) count: Int = 3) -> String {
        "Plan my day with at most \(count) tickets that are \(state)."
    }
    // end

    // snippet: completion
    @Completion(for: "plan_day", argument: "state")
    func states(_ prefix: String) -> [String] {
        ["new", "active", "done"].filter { $0.hasPrefix(prefix) }
    }
    // end
}
