// An author who declares components needs the types that the declarations are about: one import brings them.
@_exported public import Gatehouse
