extension Session { func wordArticle(_ t: String) -> String? { nil } }
