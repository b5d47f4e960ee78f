import GatehouseProtocol

extension ClientCapabilities {
    /// Adds what another question needs of its client.
    mutating func add(_ other: ClientCapabilities) {
        if let needed = other.elicitation {
            elicitation = Elicitation(
                form: elicitation?.form ?? needed.form, url: elicitation?.url ?? needed.url)
        }
        if let needed = other.sampling {
            sampling = Sampling(
                context: sampling?.context ?? needed.context, tools: sampling?.tools ?? needed.tools)
        }
        roots = roots ?? other.roots
    }
}
