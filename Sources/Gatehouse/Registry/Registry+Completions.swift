public import GatehouseProtocol

extension Registry {
    /// Takes the completion of an argument away; its type may still say what there is.
    ///
    /// Completions are added with ``add(_:)-(Components)``, replaced with ``replace(_:)``, and go with the prompt or the
    /// resource template that they are for.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public func removeCompletion(of reference: CompletionReference, argument: String) -> Bool {
        make { $0.removeCompletion(CompletionKey(reference, argument: argument)) } > 0
    }
}
