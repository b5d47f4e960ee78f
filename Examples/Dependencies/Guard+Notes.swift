import GatehouseMacros

extension Guard {
    /// Editors may update their own notes, administrators all of them.
    ///
    /// It needs the arguments, so it runs after they were checked. What it had made, the function gets too: the note is
    /// read once, through the request's one connection.
    static let ownNotes = Guard("own notes", needs: .type(User.self), .requestedNote) { _, user, note in
        guard let note, note.author != user.name, !user.isAdministrator else { return }
        throw GuardRefusal.forbidden("Editors may update their own notes; this one is \(note.author)'s")
    }
}
