import GatehouseProtocol

extension HeadRefusal {
    /// The refusal as step 1 sends it.
    func refusal(code: ErrorCode) -> Refusal {
        Refusal(.receive, status: status, error: JSONRPCError(code, description))
    }
}
