" Vim syntax file for Tape, a language for questions about market prices.
" Written from the tables of the language; see Tests/Support/EditorFiles.swift.
" Copy to ~/.vim/syntax/tape.vim, and: au BufRead,BufNewFile *.tape set filetype=tape
if exists("b:current_syntax")
  finish
endif
syn case ignore

" If two rules match at one place, the later one wins, so these come first.
syn match tapeClause /\v<%(since|until|from|in|last|ytd|qtd|mtd|wtd|as|daily|weekly|monthly|quarterly|yearly|by|where|after|next|apart|top|bottom|including|of|partial|year|quarter|month|week|day)>/
syn match tapeCondition /\v<%(over|under|up|down|flat|above|below|at|crosses|reaches|between|and|or|by|to|with|high|low|intraday|not)>/
syn keyword tapeSpecial it today yesterday true false missing
syn match tapeFunction /\v<%(ret|logret|change|lag|diff|cumret|index100|abs|log|sqrt|pow|round|min|max|if|sma|ema|wma|hma|dema|tema|rsum|rmin|rmax|rmedian|rstdev|zscore|percentile_rank|rcorr|rbeta|slope|rsi|macd|signal|bollinger_upper|bollinger_lower|roc|mom|tr|atr|adx|plus_di|minus_di|sar|cci|stoch_k|stoch_d|stoch_slow_k|stoch_slow_d|williams_r|obv|mfi|vwap|donchian_upper|donchian_lower|keltner_upper|keltner_lower|aroon_up|aroon_down|gap|gap_up|gap_down|breakout_up|breakout_down|swing_high|swing_low|zigzag|pattern|streak|longest|barssince|vol|sharpe|sortino|cagr|omega|profit_factor|payoff|best|worst|maxdd|dd|ulcer|calmar|beta|alpha|corr|te|ir|upcap|downcap|hitrate|skew|kurt|var|cvar|parkinson|garman_klass|yang_zhang|held|verdict|last_value|first_value|value|date_of|weekly|monthly|quarterly|yearly|basket|members|share|loaded)\ze\(/
syn match tapeVerb /\v%(^\s*|[;{}=]\s*)@<=<%(streak|odds|summary|when|count|first|last|return|compare|show|mean|median|sum|min|max|stdev|rank|breadth|drawdown|target|correlate|plot|describe)>\(@!/
syn match tapeStatement /\v%(^\s*|[;{}=]\s*)@<=<%(let|def|param|assert|for|if|print|load|save|open|alias|run|set|explain|else)>\(@!/
syn match tapeCommand /\v%(^\s*|;\s*)@<=<%(help|lesson|cases|why|symbols|groups|functions|history|edit|log|watch|timing|quit)>\(@!/
syn match tapeStage /\v%(\|\s*)@<=<%(where|sort|top|bottom|select|rename|table|plot|save|as)>/
syn match tapeNumber /\v<[0-9_]+%(\.[0-9]+)?%(e[-+]?[0-9]+)?%(\%|bp>|[dwmqy]>)?/
syn match tapeDate /\v<[0-9]{4}-[0-9]{2}%(-[0-9]{2})?>|<[0-9]{4}q[1-4]>/
syn match tapeDate /\v<%([0-9]{1,2} )?%(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) %([0-9]{1,2} )?[0-9]{4}>/
syn match tapeSymbol /\v\$[A-Za-z0-9]+|`[^`]*`|%(^|[ (,{])\zs[\^.][A-Za-z][A-Za-z0-9.]*/
syn match tapeOperator /[-+*\/<>=|!]/
syn region tapeText start=/"/ end=/"/ oneline
syn match tapeComment /#.*$/

hi def link tapeClause Keyword
hi def link tapeCondition Operator
hi def link tapeSpecial Constant
hi def link tapeFunction Function
hi def link tapeVerb Statement
hi def link tapeStatement Conditional
hi def link tapeCommand PreProc
hi def link tapeStage Statement
hi def link tapeNumber Number
hi def link tapeDate Number
hi def link tapeSymbol Identifier
hi def link tapeOperator Operator
hi def link tapeText String
hi def link tapeComment Comment
let b:current_syntax = "tape"
